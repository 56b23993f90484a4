// Serve index.html for a path without a file name: the portal renders that screen. Error pages of the CDN would
// replace the API's 404 by the portal, too.
function handler(event) {
  const request = event.request;
  if (!request.uri.split("/").pop().includes(".")) {
    request.uri = "/index.html";
  }
  return request;
}
