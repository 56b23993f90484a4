/** The width of an element in pixels, followed as it changes. */
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

const FIRST_GUESS = 640;

export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(FIRST_GUESS);
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    const watched = element.current;
    const measure = () => setWidth(Math.max(Math.round(watched.clientWidth), 120));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
