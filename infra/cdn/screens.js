// A path without a file is a screen, which the portal draws. By a function and not by the CDN's error pages: those
// would turn the API's 404 into the portal, too.
function handler(event) {
  const request = event.request;
  if (!request.uri.split("/").pop().includes(".")) {
    request.uri = "/index.html";
  }
  return request;
}
