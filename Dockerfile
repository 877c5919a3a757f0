# Builds the pages, then keeps only what a server needs to run.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY web/package.json web/
COPY tests/package.json tests/
RUN npm install --no-save --ignore-scripts --no-audit --no-fund
COPY tsconfig.base.json ./
COPY shared shared
COPY web web
RUN cd web && node ../node_modules/vite/bin/vite.js build

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY shared/package.json shared/
COPY server/package.json server/
RUN npm install --no-save --ignore-scripts --no-audit --no-fund --omit=dev --workspace=server --workspace=shared \
  # The Node that the launchers carry for older machines; the image has its own.
  && rm -rf node_modules/node-linux-* node_modules/node-win-* \
  # What reads PDFs would draw with it, and nothing is drawn here.
  && rm -rf node_modules/@napi-rs/canvas*

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 HEARTH_DATA=/data
WORKDIR /app
RUN mkdir -p /data/files && chown -R node:node /data
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY shared shared
COPY server server
COPY --from=build /app/web/build web/build
USER node
VOLUME /data
EXPOSE 3000
# It is not there before its store is prepared, and after an update that may take minutes.
HEALTHCHECK --interval=5s --timeout=3s --start-period=15m --retries=5 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=40", "server/src/main.ts"]
