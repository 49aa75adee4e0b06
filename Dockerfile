# An image of the self-contained program:
#   docker build --tag wasmpair .
#   docker run --rm --volume "$PWD:/srv" --user "$(id -u):$(id -g)" wasmpair pack app.wasm --shim wasm_exec.js --out dist
FROM debian:12 AS build
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates
COPY . /source
RUN /source/tools/package program

FROM debian:12-slim
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /source/build/packages/wasmpair /usr/local/bin/
COPY --from=build /source/build/packages/wasmpair.copyright /usr/local/share/doc/wasmpair/copyright
USER nobody
WORKDIR /srv
ENTRYPOINT ["wasmpair"]
