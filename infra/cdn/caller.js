// Tells the API from where a caller came: behind the CDN, it sees the CDN's own addresses. What the caller says is lost.
function handler(event) {
  const request = event.request;
  request.headers["x-caller-address"] = { value: event.viewer.ip };
  return request;
}
