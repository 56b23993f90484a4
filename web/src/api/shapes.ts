/** Names for what the API's document says goes in and comes out, found by path, so that they follow the document. */
import type { paths } from "./schema";

type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Done = 200 | 201 | 202 | 207;

/** What a route answers when it does what was asked. */
export type Answer<P extends keyof paths, M extends Method = "get"> =
  Operation<P, M> extends { responses: infer R } ? Json<R[keyof R & Done]> : never;

/** What a route wants in its body. */
export type Body<P extends keyof paths, M extends Method = "post"> =
  Operation<P, M> extends { requestBody?: infer B } ? Json<NonNullable<B>> : never;

/** One row of a route that answers a list. */
export type Row<P extends keyof paths> = Answer<P> extends { items: (infer R)[] } ? R : never;
