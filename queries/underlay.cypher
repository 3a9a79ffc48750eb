// name: underlay
// summary: What is drawn under the areas of a neighbourhood, in the order of its file.
// audience: internal
// returns: many, at most 20,000
// param scope: id     a neighbourhood
// column feature: text
// column name: text?
// column geometry: text
// column position: integer
MATCH (feature:Underlay {scope: $scope})
RETURN feature.feature AS feature, feature.name AS name, feature.geometry AS geometry,
  feature.position AS position
ORDER BY position
