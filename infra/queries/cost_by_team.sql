-- What a month's usage cost each team, and how many of its people used anything.
-- A refund takes its text back. Parameters: the month, twice.
WITH once AS (
  SELECT record_id, min(team_id) AS team_id, min(account_id) AS account_id, min(amount) AS amount, min(units) AS units
  FROM usage_records
  WHERE day >= ? || '-01' AND substr(cast(counted_at AS varchar), 1, 7) = ?
  GROUP BY record_id
)
SELECT coalesce(team_id, 'no team') AS team_id, count(DISTINCT account_id) AS people,
  sum(CASE WHEN units < 0 THEN -1 ELSE 1 END) AS records,
  sum(amount) / 1000000.0 AS usd
FROM once
GROUP BY coalesce(team_id, 'no team')
ORDER BY usd DESC, team_id
