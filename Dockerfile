# One image for every service: docker build --build-arg SERVICE=ingest-bridge .
FROM maven:3.9-eclipse-temurin-25 AS build
ARG SERVICE
WORKDIR /src
COPY . .
RUN mvn --batch-mode --no-transfer-progress package -pl "${SERVICE}" -am -DskipTests -Dspotless.check.skip

FROM eclipse-temurin:25-jre
ARG SERVICE
RUN useradd --system --create-home --home-dir /var/lib/relaystream relaystream
USER relaystream
WORKDIR /opt/relaystream
COPY --from=build /src/${SERVICE}/target/${SERVICE}.jar service.jar
COPY --from=build /src/${SERVICE}/target/lib lib
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:MaxRAMPercentage=70", "-jar", "service.jar"]
