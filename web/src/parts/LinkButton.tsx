/** Links within the portal that look like Cloudscape's and don't reload the page. */
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Link, { type LinkProps } from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { useHref, useNavigate } from "react-router";

interface Props {
  to: string;
  children: ReactNode;
}

/** A link in the form of a button. */
export function LinkButton({ to, children, variant = "normal" }: Props & { variant?: ButtonProps.Variant }) {
  return (
    <Button variant={variant} {...useLinkProps(to)}>
      {children}
    </Button>
  );
}

/** A link in running text. */
export function PlaceLink({
  to,
  children,
  variant = "primary",
  ariaLabel,
}: Props & Pick<LinkProps, "variant" | "ariaLabel">) {
  return (
    <Link variant={variant} {...(ariaLabel && { ariaLabel })} {...useLinkProps(to)}>
      {children}
    </Link>
  );
}

function useLinkProps(to: string) {
  const navigate = useNavigate();
  return {
    href: useHref(to),
    onFollow: (event: CustomEvent) => {
      event.preventDefault();
      void navigate(to);
    },
  };
}
