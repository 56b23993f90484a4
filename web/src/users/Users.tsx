export function Users() {
  return <p>Users</p>;
}
