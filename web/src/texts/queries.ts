/** Queries of conversations, of their texts, and of what a text would cost. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { asQuote } from "../api/quotes";
import type { Media } from "./types";

const PAGE = 25;
const LOOK_AGAIN_MS = 5_000;
const LINK_LIVES_MS = 4 * 60_000; // of five minutes

/** One page of the conversations, the latest first; new texts appear by themselves. */
export function useConversations(cursor: string | null) {
  const query = { limit: PAGE, ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["texts", "conversations", query],
    queryFn: () => unwrap(api.GET("/v1/conversations", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** The texts of a conversation, the newest first; earlier ones are fetched when they are asked for. */
export function useThread(conversation_id: string) {
  return useInfiniteQuery({
    queryKey: ["texts", "thread", conversation_id],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/v1/messages", {
          params: { query: { conversation_id, limit: PAGE, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** A link to a file of a text, fetched again before it expires. */
export function useMediaLink(message_id: string, { place, state }: Media) {
  const path = { id: message_id, place: String(place) };
  return useQuery({
    queryKey: ["texts", "media", message_id, place],
    queryFn: () => unwrap(api.GET("/v1/messages/{id}/media/{place}", { params: { path } })),
    enabled: state === "kept",
    staleTime: LINK_LIVES_MS,
    refetchOnWindowFocus: true,
  });
}

/** What a text would cost, or why it can't be sent; nothing is asked while the text is empty. */
export function useTextPrice(message: { number_id: string; to: string; text: string } | null) {
  return useQuery({
    queryKey: ["texts", "price", message],
    queryFn: async () => {
      const quote = await unwrap(api.POST("/v1/messages", { params: asQuote, body: message! }));
      if (!("lines" in quote)) throw new Error("The response to a dry run is not a quote.");
      return quote;
    },
    enabled: message !== null,
    retry: false,
    placeholderData: keepPreviousData,
  });
}
