-- What a month's calls earned and what the carrier charged for their legs, by country. Parameters: the month, twice.
-- A call whose cost the carrier has not reported yet is counted apart, and is in neither sum.
WITH calls AS (
  SELECT record_id, min(country) AS country, min(amount) AS amount
  FROM usage_records
  WHERE day >= ? || '-01' AND substr(cast(counted_at AS varchar), 1, 7) = ? AND kind IN ('call', 'forwarding')
  GROUP BY record_id
),
legs AS (
  SELECT leg_id, min(record_id) AS record_id, max(cost) AS cost
  FROM carrier_costs
  GROUP BY leg_id
),
costs AS (
  SELECT record_id, sum(cost) AS cost
  FROM legs
  GROUP BY record_id
)
SELECT calls.country, count(*) AS calls, sum(CASE WHEN costs.cost IS NULL THEN 1 ELSE 0 END) AS without_cost,
  coalesce(sum(CASE WHEN costs.cost IS NOT NULL THEN calls.amount END), 0) / 1000000.0 AS earned_usd,
  coalesce(sum(costs.cost), 0) / 1000000.0 AS cost_usd,
  coalesce(sum(CASE WHEN costs.cost IS NOT NULL THEN calls.amount - costs.cost END), 0) / 1000000.0 AS margin_usd
FROM calls LEFT JOIN costs ON calls.record_id = costs.record_id
GROUP BY calls.country
ORDER BY margin_usd, calls.country
