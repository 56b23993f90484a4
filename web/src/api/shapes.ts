/** Types of request and response bodies, looked up by path, so that they follow the API's document. */
import type { paths } from "./schema";

type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Done = 200 | 201 | 202 | 207;

/** The body of a route's successful response. */
export type Answer<P extends keyof paths, M extends Method = "get"> =
  Operation<P, M> extends { responses: infer R } ? Json<R[keyof R & Done]> : never;

/** The body of a route's request. */
export type Body<P extends keyof paths, M extends Method = "post"> =
  Operation<P, M> extends { requestBody?: infer B } ? Json<NonNullable<B>> : never;

/** One item of a route that returns a list. */
export type Row<P extends keyof paths> = Answer<P> extends { items: (infer R)[] } ? R : never;
