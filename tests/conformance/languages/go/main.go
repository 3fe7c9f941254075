// A pod's program: a secret, a blob, a queue message and a key-value, with whatever identity the pod has.
// Usage: read VAULT STORE ACCOUNT
package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/data/azappconfig"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azqueue/v2"
)

type pod struct {
	credential            *azidentity.DefaultAzureCredential
	vault, store, account string
}

func (p pod) secret(ctx context.Context) (string, error) {
	client, err := azsecrets.NewClient("https://"+p.vault+".vault.azure.net", p.credential, nil)
	if err != nil {
		return "", err
	}
	found, err := client.GetSecret(ctx, "my-secret", "", nil)
	if err != nil {
		return "", err
	}
	return *found.Value, nil
}

func (p pod) blob(ctx context.Context) (string, error) {
	client, err := azblob.NewClient("https://"+p.account+".blob.core.windows.net", p.credential, nil)
	if err != nil {
		return "", err
	}
	found, err := client.DownloadStream(ctx, "data", "greeting.txt", nil)
	if err != nil {
		return "", err
	}
	defer found.Body.Close()
	content, err := io.ReadAll(found.Body)
	return string(content), err
}

func (p pod) message(ctx context.Context) (string, error) {
	client, err := azqueue.NewServiceClient("https://"+p.account+".queue.core.windows.net", p.credential, nil)
	if err != nil {
		return "", err
	}
	queue := client.NewQueueClient("jobs")
	found, err := queue.DequeueMessage(ctx, nil)
	if err != nil {
		return "", err
	}
	message := found.Messages[0]
	_, err = queue.DeleteMessage(ctx, *message.MessageID, *message.PopReceipt, nil)
	return *message.MessageText, err
}

func (p pod) setting(ctx context.Context) (string, error) {
	client, err := azappconfig.NewClient("https://"+p.store+".azconfig.io", p.credential, nil)
	if err != nil {
		return "", err
	}
	label := "dev"
	found, err := client.GetSetting(ctx, "app:color", &azappconfig.GetSettingOptions{Label: &label})
	if err != nil {
		return "", err
	}
	return *found.Value, nil
}

func run() error {
	credential, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return err
	}
	p := pod{credential, os.Args[1], os.Args[2], os.Args[3]}
	for _, each := range []struct {
		name string
		read func(context.Context) (string, error)
	}{{"secret", p.secret}, {"blob", p.blob}, {"message", p.message}, {"setting", p.setting}} {
		value, err := each.read(context.Background())
		if err != nil {
			return err
		}
		fmt.Printf("%s: %s\n", each.name, value)
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
