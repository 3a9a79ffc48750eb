// name: count_try
// summary: Count one try of something, such as signing in; the count begins anew when its window is over.
// audience: internal
// returns: one
// param id: id              a fingerprint of what is counted
// param now: instant
// param before: instant     counts that began before this are over
// column tries: integer
// column begins_at: instant
MERGE (counter:Throttle {id: $id})
ON CREATE SET counter.tries = 0, counter.begins_at = $now
SET counter.counted_at = $now
WITH counter, CASE WHEN counter.begins_at < $before THEN 0 ELSE counter.tries END AS tries,
     CASE WHEN counter.begins_at < $before THEN $now ELSE counter.begins_at END AS begins_at
SET counter.tries = tries + 1, counter.begins_at = begins_at
RETURN counter.tries AS tries, counter.begins_at AS begins_at
