-- What a month's usage cost our customers, by country and kind. A refund takes its text back.
-- Parameters: the month, twice, such as '2026-11'.
WITH once AS (
  SELECT record_id, min(country) AS country, min(kind) AS kind, min(amount) AS amount, min(units) AS units,
    min(seconds) AS seconds
  FROM usage_records
  WHERE day >= ? || '-01' AND substr(cast(counted_at AS varchar), 1, 7) = ?
  GROUP BY record_id
)
SELECT country, kind, sum(CASE WHEN units < 0 THEN -1 ELSE 1 END) AS records, sum(seconds) AS seconds, sum(amount) / 1000000.0 AS usd
FROM once
GROUP BY country, kind
ORDER BY usd DESC, country, kind
