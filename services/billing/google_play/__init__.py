"""Google Play: the only package that knows its JSON. `GooglePlay` sends requests, `read_push` reads its pushes."""
