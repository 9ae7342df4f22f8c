// Checks heads and proofs of the record with Go's own checksum-database code (x/mod/sumdb).
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type check struct {
	T  int64
	TH tlog.Hash
	N  int64
	H  tlog.Hash
	P  []tlog.Hash
}

type task struct {
	Key     string
	Note    string
	Records []check
	Trees   []check
}

func main() {
	var t task
	must(json.NewDecoder(os.Stdin).Decode(&t))
	verifier, err := note.NewVerifier(t.Key)
	must(err)
	_, err = note.Open([]byte(t.Note), note.VerifierList(verifier))
	must(err)
	for _, c := range t.Records {
		must(tlog.CheckRecord(c.P, c.T, c.TH, c.N, c.H))
	}
	for _, c := range t.Trees {
		must(tlog.CheckTree(c.P, c.T, c.TH, c.N, c.H))
	}
	fmt.Printf("%d records, %d trees\n", len(t.Records), len(t.Trees))
}

func must(err error) {
	if err != nil {
		fmt.Println("FAIL", err)
		os.Exit(1)
	}
}
