// Writes quantities, and the forms in which the API server holds them: alone, and as one of a list of resources.
package main

import (
	"fmt"
	"math/rand"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
)

var suffixes = []string{"", "", "n", "u", "m", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Mi", "Gi", "Gi", "Ti", "Pi", "Ei", "e3", "E3", "e-3", "e2", "E+6", "e0", "x", "mi"}

func number(random *rand.Rand) string {
	var text strings.Builder
	text.WriteString([]string{"", "", "", "", "-", "+"}[random.Intn(6)])
	text.WriteString([]string{"", "", "", "0", "00"}[random.Intn(5)])
	for digits := random.Intn(7); digits > 0; digits-- {
		text.WriteByte("0000123456789"[random.Intn(13)])
	}
	if random.Intn(3) == 0 {
		text.WriteByte('.')
		for digits := random.Intn(5); digits > 0; digits-- {
			text.WriteByte("000123456789"[random.Intn(12)])
		}
	}
	return text.String()
}

func main() {
	random := rand.New(rand.NewSource(1))
	for range 2000 {
		text := number(random) + suffixes[random.Intn(len(suffixes))]
		quantity, err := resource.ParseQuantity(text)
		if err != nil {
			fmt.Printf("%s\t-\t-\n", text)
			continue
		}
		rounded := quantity.DeepCopy()
		rounded.RoundUp(resource.Milli)
		fmt.Printf("%s\t%s\t%s\n", text, quantity.String(), rounded.String())
	}
}
