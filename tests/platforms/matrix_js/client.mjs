// One person's client: requests come as JSON lines, answers and events go as JSON lines.
// Crypto is the Rust SDK's, kept in memory.

import { createInterface } from "node:readline";

Promise.withResolvers ??= function () { // node 20 lacks it
  let resolve, reject;
  const promise = new Promise((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
};

const sdk = await import("matrix-js-sdk");
const { logger } = await import("matrix-js-sdk/lib/logger.js");
const { AllDevicesIsolationMode, OnlySignedDevicesIsolationMode } =
  await import("matrix-js-sdk/lib/crypto-api/index.js");
logger.disableAll();
for (const name of ["log", "info", "debug", "warn", "trace"]) console[name] = () => {};

const put = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const shown = new Set();
let client;

async function show(event) {
  if (!event.getId() || event.isState() && event.getType() !== "m.room.member") return;
  if (event.isEncrypted()) await client.decryptEventIfNeeded(event);
  const mark = `${event.getId()} ${event.isDecryptionFailure()}`;
  if (shown.has(mark)) return;
  shown.add(mark);
  const shield = event.isEncrypted() && !event.isDecryptionFailure()
    ? await client.getCrypto().getEncryptionInfoForEvent(event) : null;
  put({
    event: event.getType(), room: event.getRoomId(), sender: event.getSender(), id: event.getId(),
    content: event.getContent(), encrypted: event.isEncrypted(),
    failed: event.isDecryptionFailure(), shield: shield?.shieldColour ?? null,
    reason: shield?.shieldReason ?? null, relation: event.getWireContent()["m.relates_to"] ?? null,
  });
}

const ops = {
  async start({ url, user, token, device, isolate }) {
    client = sdk.createClient({ baseUrl: url, userId: user, accessToken: token, deviceId: device });
    await client.initRustCrypto({ useIndexedDB: false });
    client.getCrypto().setDeviceIsolationMode(isolate
      ? new OnlySignedDevicesIsolationMode() : new AllDevicesIsolationMode(false));
    client.on(sdk.RoomEvent.Timeline, (event, room, toStart) => { if (!toStart) show(event); });
    client.on(sdk.MatrixEventEvent.Decrypted, (event) => show(event));
    client.on(sdk.RoomMemberEvent.Membership, (event, member) => {
      if (member.userId === user && member.membership === "invite") {
        put({ event: "invite", room: member.roomId });
      }
    });
    const ready = new Promise((resolve) => client.on(sdk.ClientEvent.Sync, (state) => {
      if (state === "PREPARED") resolve();
    }));
    await client.startClient({ initialSyncLimit: 10 });
    await ready;
  },
  async signed({ password }) { // cross-sign this device, as people's clients do
    await client.getCrypto().bootstrapCrossSigning({
      setupNewCrossSigning: true,
      authUploadDeviceSigningKeys: (ask) => ask({
        type: "m.login.password", password,
        identifier: { type: "m.id.user", user: client.getUserId() } }),
    });
  },
  async room({ invite, direct, encrypted, name }) {
    const initial_state = encrypted ? [{ type: "m.room.encryption", state_key: "",
      content: { algorithm: "m.megolm.v1.aes-sha2" } }] : [];
    const made = await client.createRoom({ invite, is_direct: direct, name, initial_state,
      preset: direct ? "trusted_private_chat" : "private_chat" });
    return made.room_id;
  },
  async join({ room }) { // until the client knows that it has to encrypt there
    await client.joinRoom(room);
    for (let n = 0; n < 100; n += 1) {
      if (await client.getCrypto().isEncryptionEnabledInRoom(room)) return;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  },
  async invite({ room, user }) { await client.invite(room, user); },
  async send({ room, content, kind }) {
    return (await client.sendEvent(room, kind ?? "m.room.message", content)).event_id;
  },
  async open({ file, url }) { // a file, as its reader opens it: fetched, checked, decrypted
    const where = (file?.url ?? url).replace("mxc://", "");
    const answer = await fetch(`${client.baseUrl}/_matrix/client/v1/media/download/${where}`,
      { headers: { Authorization: `Bearer ${client.getAccessToken()}` } });
    if (!answer.ok) throw new Error(`not there: ${answer.status}`);
    let bytes = Buffer.from(await answer.arrayBuffer());
    if (file) {
      const hash = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("base64");
      if (hash.replace(/=+$/, "") !== file.hashes.sha256) throw new Error("changed on its way");
      const key = await crypto.subtle.importKey("jwk", file.key, "AES-CTR", false, ["decrypt"]);
      const counter = Buffer.from(file.iv, "base64");
      bytes = Buffer.from(await crypto.subtle.decrypt(
        { name: "AES-CTR", counter, length: 64 }, key, bytes));
    }
    return bytes.toString("base64");
  },
  async redact({ room, event }) { await client.redactEvent(room, event); },
  async devices({ user }) {
    const found = await client.getCrypto().getDeviceVerificationStatus(user,
      [...(await client.getCrypto().getUserDeviceInfo([user], true)).get(user).keys()][0]);
    return { signed: found.signedByOwner };
  },
  async stop() { client.stopClient(); setTimeout(() => process.exit(0), 50); },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { op, n, ...rest } = JSON.parse(line);
  ops[op](rest).then((value) => put({ n, value: value ?? null }),
    (error) => put({ n, error: String(error) }));
}
