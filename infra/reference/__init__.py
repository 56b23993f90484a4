"""The API's reference: the document that is made from the routes, with an introduction and examples."""
