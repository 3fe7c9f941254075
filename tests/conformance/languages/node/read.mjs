// A pod's program: a secret, a blob, a queue message and a key-value, with whatever identity the pod has.
// Usage: node read.mjs VAULT STORE ACCOUNT

import { AppConfigurationClient } from "@azure/app-configuration";
import { DefaultAzureCredential } from "@azure/identity";
import { SecretClient } from "@azure/keyvault-secrets";
import { BlobServiceClient } from "@azure/storage-blob";
import { QueueServiceClient } from "@azure/storage-queue";

const [vault, store, account] = process.argv.slice(2);
const credential = new DefaultAzureCredential();

async function readAll() {
  const secrets = new SecretClient(`https://${vault}.vault.azure.net`, credential);
  console.log("secret:", (await secrets.getSecret("my-secret")).value);

  const blobs = new BlobServiceClient(`https://${account}.blob.core.windows.net`, credential);
  const blob = blobs.getContainerClient("data").getBlobClient("greeting.txt");
  console.log("blob:", (await blob.downloadToBuffer()).toString());

  const queues = new QueueServiceClient(`https://${account}.queue.core.windows.net`, credential);
  const queue = queues.getQueueClient("jobs");
  const [message] = (await queue.receiveMessages()).receivedMessageItems;
  await queue.deleteMessage(message.messageId, message.popReceipt);
  console.log("message:", message.messageText);

  const settings = new AppConfigurationClient(`https://${store}.azconfig.io`, credential);
  const setting = await settings.getConfigurationSetting({ key: "app:color", label: "dev" });
  console.log("setting:", setting.value);
}

try {
  await readAll();
} catch (error) {
  console.error(error);
  process.exit(1);
}
