import com.azure.data.appconfiguration.ConfigurationClientBuilder;
import com.azure.identity.DefaultAzureCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.QueueMessageItem;

/**
 * A pod's program: a secret, a blob, a queue message and a key-value, with whatever identity the pod has.
 * Usage: java Read VAULT STORE ACCOUNT
 */
public final class Read {
    private final DefaultAzureCredential credential = new DefaultAzureCredentialBuilder().build();

    private String secret(String vault) {
        var client = new SecretClientBuilder()
            .vaultUrl("https://" + vault + ".vault.azure.net").credential(credential).buildClient();
        return client.getSecret("my-secret").getValue();
    }

    private String blob(String account) {
        var client = new BlobServiceClientBuilder()
            .endpoint("https://" + account + ".blob.core.windows.net").credential(credential).buildClient();
        return client.getBlobContainerClient("data").getBlobClient("greeting.txt").downloadContent().toString();
    }

    private String message(String account) {
        var client = new QueueServiceClientBuilder()
            .endpoint("https://" + account + ".queue.core.windows.net").credential(credential).buildClient();
        QueueClient queue = client.getQueueClient("jobs");
        QueueMessageItem message = queue.receiveMessage();
        queue.deleteMessage(message.getMessageId(), message.getPopReceipt());
        return message.getBody().toString();
    }

    private String setting(String store) {
        var client = new ConfigurationClientBuilder()
            .endpoint("https://" + store + ".azconfig.io").credential(credential).buildClient();
        return client.getConfigurationSetting("app:color", "dev").getValue();
    }

    public static void main(String[] names) {
        var read = new Read();
        try {
            System.out.println("secret: " + read.secret(names[0]));
            System.out.println("blob: " + read.blob(names[2]));
            System.out.println("message: " + read.message(names[2]));
            System.out.println("setting: " + read.setting(names[1]));
        } catch (RuntimeException error) {
            System.err.println(error);
            System.exit(1);
        }
        // Netty's threads would keep the machine alive for a while.
        System.exit(0);
    }
}
