export function PayPalReturn() {
  return <p>PayPalReturn</p>;
}
