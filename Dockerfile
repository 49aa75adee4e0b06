# An image of the self-contained program:
#   docker build --tag wasmpair .
#   docker run --rm --volume "$PWD:/srv" --user "$(id -u):$(id -g)" wasmpair pack app.wasm --shim wasm_exec.js --out dist
# The bases are pinned: a tag may name another image tomorrow.
ARG BUILD_BASE=debian:12@sha256:2c037a04925515fdd6ea85ea14a682d0e79931f5e9f5d07b6dbfc6ba12f9e858
ARG BASE=debian:12-slim@sha256:60eac759739651111db372c07be67863818726f754804b8707c90979bda511df

FROM ${BUILD_BASE} AS build
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates
COPY . /source
RUN /source/tools/package program

FROM ${BASE}
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /source/build/packages/wasmpair /usr/local/bin/
COPY --from=build /source/build/packages/wasmpair.copyright /usr/local/share/doc/wasmpair/copyright
USER nobody
WORKDIR /srv
ENTRYPOINT ["wasmpair"]
