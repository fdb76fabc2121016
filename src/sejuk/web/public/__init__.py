"""The public page over HTTP: what anybody may read, tell and ask, without a cookie or a script."""
