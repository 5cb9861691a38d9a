require golang.org/x/oauth2 v0.38.0
