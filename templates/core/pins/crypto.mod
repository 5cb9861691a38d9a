require golang.org/x/crypto v0.57.0
