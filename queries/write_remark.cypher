// name: write_remark
// summary: Write down what somebody said is not right, or a connection that they suggest.
// audience: internal
// returns: nothing
// param remark: map         id, scope, by, about, about_kind, of, text (sealed), made_at, standing
CREATE (remark:Remark)
SET remark += $remark
