// A pod's program: a secret, a blob, a queue message and a key-value, with whatever identity the pod has.
// Usage: dotnet Read.dll VAULT STORE ACCOUNT

using System;
using Azure;
using Azure.Data.AppConfiguration;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

var (vault, store, account) = (args[0], args[1], args[2]);
var credential = new DefaultAzureCredential();

try
{
    var secrets = new SecretClient(new Uri($"https://{vault}.vault.azure.net"), credential);
    Console.WriteLine($"secret: {secrets.GetSecret("my-secret").Value.Value}");

    var blobs = new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), credential);
    var blob = blobs.GetBlobContainerClient("data").GetBlobClient("greeting.txt");
    Console.WriteLine($"blob: {blob.DownloadContent().Value.Content}");

    var queues = new QueueServiceClient(new Uri($"https://{account}.queue.core.windows.net"), credential);
    var queue = queues.GetQueueClient("jobs");
    var message = queue.ReceiveMessage().Value;
    queue.DeleteMessage(message.MessageId, message.PopReceipt);
    Console.WriteLine($"message: {message.MessageText}");

    var settings = new ConfigurationClient(new Uri($"https://{store}.azconfig.io"), credential);
    Console.WriteLine($"setting: {settings.GetConfigurationSetting("app:color", "dev").Value.Value}");
    return 0;
}
catch (Exception error) when (error is RequestFailedException or AuthenticationFailedException)
{
    Console.Error.WriteLine(error);
    return 1;
}
