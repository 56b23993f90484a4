"""The catalogues of what the services say to people, and what makes them; nothing here is deployed but `*.mo`."""
