{{- $places := partialCached "places.html" site -}}
{{- $plain := dict "noHTMLEscape" true -}}
export default {"facets":[
{{- range $at, $facet := partialCached "facets.html" site -}}
{{- if $at }},{{ end }}{"id":"{{ .id }}","title":"{{ .title }}","values":[
{{- range $number, $value := .values }}{{ if $number }},{{ end }}{{ slice .id .title | jsonify $plain }}{{ end -}}
]}
{{- end -}}
],"rows":[
{{- range $at, $page := .RegularPages -}}
{{- if $at }},{{ end -}}
{{- $themes := slice }}{{ range .Params.themes }}{{ $themes = $themes | append (index $places.theme .) }}{{ end -}}
{{- slice .File.ContentBaseName .Title (.Date.Format "January 2006") (cond .Params.invented 1 0) $themes (slice (index $places.year (index .Params.years 0))) (slice (index $places.kind (index .Params.kinds 0))) (slice (index $places.age (index .Params.ages 0))) | jsonify $plain -}}
{{- end -}}
]};
