#!/bin/sh
# Fetches the front-end files that are committed in vendor/, at fixed versions. Needs npm.
# The crest, the crown and the GDS Transport font are left out: only services on GOV.UK may use them.
set -eu
D=${1:-dhp/static/vendor}; T=$(mktemp -d); mkdir -p "$D/images"
( cd "$T" && npm pack --silent govuk-frontend@6.6.0 @ministryofjustice/frontend@11.1.0 accessible-autocomplete@3.0.1 >/dev/null \
  && for f in *.tgz; do mkdir "x_$f" && tar xzf "$f" -C "x_$f"; done )
G=$(ls -d "$T"/x_govuk*/package) M=$(ls -d "$T"/x_ministry*/package) A=$(ls -d "$T"/x_access*/package)
S='s#url\(/assets/images/govuk-crest\.svg\)#none#g; s/@font-face\{[^}]*\}//g; s/GDS Transport,arial/arial/g; s#url\(/assets/images/#url(images/#g; s#/\*\# sourceMappingURL[^*]*\*/##'
sed -E "$S" "$G/dist/govuk/govuk-frontend.min.css" > "$D/govuk-frontend.min.css"
sed -E "$S" "$M/moj/moj-frontend.min.css" > "$D/moj-frontend.min.css"
sed -E 's#^//\# sourceMappingURL.*##' "$G/dist/govuk/govuk-frontend.min.js" > "$D/govuk-frontend.min.js"
sed -E 's#^//\# sourceMappingURL.*##' "$M/moj/moj-frontend.min.js" > "$D/moj-frontend.min.js"
sed -E 's#^//\# sourceMappingURL.*##' "$A/dist/accessible-autocomplete.min.js" > "$D/accessible-autocomplete.min.js"
cp "$A/dist/accessible-autocomplete.min.css" "$D/"
cp "$M"/moj/assets/images/icon-*.svg "$D/images/"
rm -rf "$T"
