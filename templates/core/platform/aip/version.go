package aip

// Version returns the version behind the etag of a resource of another service; 0 if it is not known.
func Version(etag string) int64 {
	version, _ := ParseETag(etag) // 0 with an error
	return version
}

// Expect is ETag for a request. It returns "" for the version 0, with which any version will do.
func Expect(version int64) string {
	if version == 0 {
		return ""
	}
	return ETag(version)
}
