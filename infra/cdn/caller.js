// Pass the caller's address to the API, which sees only the CDN's addresses; overwrites what the caller sent.
function handler(event) {
  const request = event.request;
  request.headers["x-caller-address"] = { value: event.viewer.ip };
  // Without the header API Gateway itself answers 401, which is no problem of ours: the authorizer's cache needs one.
  if (!request.headers.authorization || !request.headers.authorization.value) {
    request.headers.authorization = { value: "Anonymous" };
  }
  return request;
}
