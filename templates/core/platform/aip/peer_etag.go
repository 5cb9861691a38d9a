package aip

// ReadETag returns the version behind the etag of a resource of another service; 0 if it is not known.
func ReadETag(etag string) int64 {
	version, _ := ParseETag(etag) // 0 with an error
	return version
}

// ExpectETag is ETag for a request to another service. It returns "" for the version 0, with which any version will do.
func ExpectETag(version int64) string {
	if version == 0 {
		return ""
	}
	return ETag(version)
}
