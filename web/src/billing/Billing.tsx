export function Billing() {
  return <p>Billing</p>;
}
