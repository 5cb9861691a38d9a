// Package docs serves the description of the API: the OpenAPI document at /openapi.yaml and, at /docs, a page that shows it and lets
// people try the API. The page is Swagger UI; all of it is in the program, and nothing is fetched from elsewhere.
package docs

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/swaggest/swgui/v5/static"
)

// policy lets the page run the scripts of this server only. Swagger UI sets styles of elements, and has pictures in its style sheet.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/page.css">
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/page.js"></script>
</html>
`

const script = `SwaggerUIBundle({url: "/openapi.yaml", dom_id: "#api", deepLinking: true, validatorUrl: null, tryItOutEnabled: true})
`

// style leaves out a column for links, of which the document has none, and turns the colors around for those who like it dark, which
// Swagger UI cannot do by itself.
const style = `body { margin: 0 }
.swagger-ui .response-col_links { display: none }
@media (prefers-color-scheme: dark) {
  html { background: #1a1c20 }
  .swagger-ui { filter: invert(0.9) hue-rotate(180deg) }
  .swagger-ui .scheme-container { background: none }
  .swagger-ui .microlight, .swagger-ui img { filter: invert(1) hue-rotate(180deg) }
}
`

// Handler answers the paths of the description, and passes all other requests on.
func Handler(document []byte, next http.Handler) http.Handler {
	texts := map[string]struct{ media, text string }{
		"/openapi.yaml":  {"application/yaml", string(document)},
		"/docs":          {"text/html; charset=utf-8", page},
		"/docs/page.js":  {"text/javascript; charset=utf-8", script},
		"/docs/page.css": {"text/css; charset=utf-8", style},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		if t, ok := texts[r.URL.Path]; ok {
			w.Header().Set("Content-Type", t.media)
			w.Header().Set("Content-Security-Policy", policy)
			_, _ = io.WriteString(w, t.text) // the client went away
			return
		}
		if name, ok := strings.CutPrefix(r.URL.Path, "/docs/"); !ok || !asset(w, r, name) {
			next.ServeHTTP(w, r)
		}
	})
}

// asset answers with a file of Swagger UI, and reports whether there is one. Most are compressed.
func asset(w http.ResponseWriter, r *http.Request, name string) bool {
	data, err := static.FS.ReadFile(name)
	compressed := err != nil
	if compressed {
		if data, err = static.FS.ReadFile(name + ".gz"); err != nil {
			return false
		}
	}
	var content io.Reader = bytes.NewReader(data)
	switch {
	case compressed && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip"):
		w.Header().Set("Content-Encoding", "gzip")
	case compressed:
		if content, err = gzip.NewReader(content); err != nil {
			return false
		}
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.Header().Set("Cache-Control", "max-age=3600")
	_, _ = io.Copy(w, content) // #nosec G110 -- files of this program; an error means that the client went away
	return true
}
