// Pass the caller's address to the API, which sees only the CDN's addresses; overwrites what the caller sent.
function handler(event) {
  const request = event.request;
  request.headers["x-caller-address"] = { value: event.viewer.ip };
  return request;
}
