// Verifies one log of a Sangam node, as its owner serves it and as another node relays it, with
// golang.org/x/mod (sumdb/note, sumdb/tlog) and nothing of ours. Run by scripts/interop.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

var client = &http.Client{Timeout: 20 * time.Second}

func check(err error, what string, values ...interface{}) {
	text := fmt.Sprintf(what, values...)
	if err != nil {
		fmt.Printf("FAILED  go: %s: %v\n", text, err)
		os.Exit(1)
	}
	fmt.Printf("ok      go: %s\n", text)
}

// refused is for what must not pass.
func refused(passed int, tries int, what string) {
	if passed > 0 || tries == 0 {
		check(fmt.Errorf("%d of %d were taken", passed, tries), "%s", what)
	}
	check(nil, "%s (%d tries)", what, tries)
}

func get(url string) ([]byte, error) {
	answer, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", url, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, 32<<20))
}

// openCheckpoint checks the signature, then reads the three lines of a C2SP checkpoint.
func openCheckpoint(raw []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(raw, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s: %q", verifier.Name(), opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, fmt.Errorf("size %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// tiles reads tiles of the C2SP layout; x/mod names the height in its paths, C2SP does not.
type tiles struct {
	base string
	read map[string][]byte
	// change, if set, alters a tile on its way, as somebody between us and the node would.
	change func(path string, data []byte)
}

func (t *tiles) Height() int { return tileHeight }

func (t *tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t *tiles) ReadTiles(list []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range list {
		path := "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
		data, known := t.read[path]
		if !known {
			var err error
			if data, err = get(t.base + "/" + path); err != nil {
				return nil, err
			}
			if len(data) != tile.W*tlog.HashSize {
				return nil, fmt.Errorf("%s has %d bytes", path, len(data))
			}
			t.read[path] = data
		}
		data = append([]byte(nil), data...)
		if t.change != nil {
			t.change(path, data)
		}
		all = append(all, data)
	}
	return all, nil
}

// bundle fetches the entries of one bundle, as `tile/entries/<N>[.p/<W>]`.
func bundle(base string, number, size int64) (string, []byte, error) {
	width := size - number<<tileHeight
	if width > 1<<tileHeight {
		width = 1 << tileHeight
	}
	tile := tlog.Tile{H: tileHeight, L: 0, N: number, W: int(width)}
	path := "tile/entries/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/0/", tileHeight))
	data, err := get(base + "/" + path)
	return path, data, err
}

func entries(data []byte) ([][]byte, error) {
	var all [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("the bundle is cut off")
		}
		length := int(binary.BigEndian.Uint16(data))
		all = append(all, data[2:2+length])
		data = data[2+length:]
	}
	return all, nil
}

// checkBundle holds every entry of a bundle against the tree, by an inclusion proof of its own.
func checkBundle(data []byte, first int64, tree tlog.Tree, hashes tlog.HashReader) (int, error) {
	list, err := entries(data)
	if err != nil {
		return 0, err
	}
	for i, entry := range list {
		index := first + int64(i)
		proof, err := tlog.ProveRecord(tree.N, index, hashes)
		if err != nil {
			return i, err
		}
		leaf := tlog.RecordHash(entry)
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf); err != nil {
			return i, fmt.Errorf("entry %d: %v", index, err)
		}
	}
	return len(list), nil
}

// checkLog goes through everything that one node serves of a log.
func checkLog(base, vkey string, old []byte) (tlog.Tree, map[string][]byte) {
	served := map[string][]byte{}
	raw, err := get(base + "/checkpoint")
	var tree tlog.Tree
	if err == nil {
		tree, err = openCheckpoint(raw, vkey)
	}
	check(err, "note.Open of %s/checkpoint: size %d, root %v", base, tree.N, tree.Hash)
	served["checkpoint"] = raw

	reader := &tiles{base: base, read: map[string][]byte{}}
	hashes := tlog.TileHashReader(tree, reader)
	root, err := tlog.TreeHash(tree.N, hashes)
	if err == nil && root != tree.Hash {
		err = fmt.Errorf("the root of the tiles is %v", root)
	}
	check(err, "tlog.TreeHash from the tiles is the signed root")

	before, err := openCheckpoint(old, vkey)
	var proof tlog.TreeProof
	if err == nil {
		proof, err = tlog.ProveTree(tree.N, before.N, hashes)
	}
	if err == nil {
		err = tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash)
	}
	check(err, "tlog.CheckTree from the head of size %d (%d hashes)", before.N, len(proof))

	count, bundles := 0, 0
	for number := int64(0); number<<tileHeight < tree.N; number++ {
		path, data, err := bundle(base, number, tree.N)
		if err != nil {
			check(err, "entry bundle %d", number)
		}
		served[path] = data
		found, err := checkBundle(data, number<<tileHeight, tree, hashes)
		if err != nil {
			check(err, "entry bundle %d", number)
		}
		count, bundles = count+found, bundles+1
	}
	err = nil
	if int64(count) != tree.N {
		err = fmt.Errorf("%d entries are there", count)
	}
	check(err, "tlog.CheckRecord of each of %d entries in %d bundles", count, bundles)
	for path, data := range reader.read {
		served[path] = data
	}
	return tree, served
}

// checkServed holds all entries against the tree, with bundles that were read before.
func checkServed(served map[string][]byte, tree tlog.Tree, hashes tlog.HashReader) error {
	for path, data := range served {
		tile, err := tlog.ParseTilePath(strings.Replace(path, "tile/entries/", "tile/8/0/", 1))
		if !strings.HasPrefix(path, "tile/entries/") || err != nil {
			continue
		}
		count, err := checkBundle(data, tile.N<<tileHeight, tree, hashes)
		if err == nil && count != tile.W {
			err = fmt.Errorf("%s has %d entries", path, count)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func checkFlips(base, vkey string, tree tlog.Tree, served map[string][]byte) {
	raw, taken, tries := served["checkpoint"], 0, 0
	// Not the last line's end: base64 has spare bits there that no decoder looks at.
	for i := 0; i < len(raw)-4; i++ {
		bad := append([]byte(nil), raw...)
		bad[i] ^= 0x01
		tries++
		if _, err := openCheckpoint(bad, vkey); err == nil {
			taken++
		}
	}
	refused(taken, tries, "a flipped bit in each byte of the note is refused")

	sound := &tiles{base: base, read: served}
	check(checkServed(served, tree, tlog.TileHashReader(tree, sound)), "unchanged, all of it is taken")
	taken, tries = 0, 0
	for path, data := range served {
		if !strings.HasPrefix(path, "tile/") || strings.HasPrefix(path, "tile/entries/") {
			continue
		}
		for _, place := range []int{0, len(data) / 2, len(data) - 1} {
			flipped, target, at := false, path, place
			reader := &tiles{base: base, read: served, change: func(path string, data []byte) {
				if path == target {
					data[at] ^= 0x80
					flipped = true
				}
			}}
			// Version 0.7 of x/mod does not itself hold every tile against its parent (tiles listed
			// before the number of subtrees are left out), so the proofs are what has to fail.
			hashes := tlog.TileHashReader(tree, reader)
			failed := checkServed(served, tree, hashes) != nil
			tries++
			if !flipped || !failed {
				taken++
			}
		}
	}
	refused(taken, tries, "a flipped bit in each tile is refused")

	taken, tries = 0, 0
	hashes := tlog.TileHashReader(tree, sound)
	for path, data := range served {
		if !strings.HasPrefix(path, "tile/entries/") {
			continue
		}
		for _, place := range []int{0, 1, 2, len(data) / 2, len(data) - 1} {
			bad := append([]byte(nil), data...)
			bad[place] ^= 0x01
			tries++
			if checkServed(map[string][]byte{path: bad}, tree, hashes) == nil {
				taken++
			}
		}
	}
	refused(taken, tries, "a flipped bit in each entry bundle is refused")
}

// checkProof verifies a C2SP tlog-proof file: extra is the entry, in base64.
func checkProof(raw []byte, vkey string) error {
	frame, checkpoint, found := bytes.Cut(raw, []byte("\n\n"))
	lines := strings.Split(string(frame), "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("not a tlog-proof file")
	}
	entry, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil || hash.String() != line {
			return fmt.Errorf("this is no hash: %q", line)
		}
		proof = append(proof, hash)
	}
	tree, err := openCheckpoint(checkpoint, vkey)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func main() {
	vkey := flag.String("vkey", "", "the owner's verifier key")
	own := flag.String("own", "", "the log at its owner")
	relayed := flag.String("relayed", "", "the log at another node")
	old := flag.String("old", "", "a file with an earlier checkpoint")
	proof := flag.String("proof", "", "a .tlog-proof file")
	flag.Parse()
	before, err := os.ReadFile(*old)
	check(err, "the earlier head is there")
	_, atOwner := checkLog(*own, *vkey, before)
	tree, atOther := checkLog(*relayed, *vkey, before)

	same := len(atOwner) == len(atOther)
	for path, data := range atOwner {
		same = same && bytes.Equal(data, atOther[path])
	}
	if err = nil; !same {
		err = fmt.Errorf("they differ")
	}
	check(err, "checkpoint, tiles and bundles are the same bytes at both (%d files)", len(atOwner))
	checkFlips(*relayed, *vkey, tree, atOther)

	if *proof == "" {
		return
	}
	raw, err := os.ReadFile(*proof)
	if err == nil {
		err = checkProof(raw, *vkey)
	}
	check(err, ".tlog-proof verifies offline")
	taken := 0
	for i := 0; i < len(raw)-4; i++ {
		bad := append([]byte(nil), raw...)
		bad[i] ^= 0x01
		if checkProof(bad, *vkey) == nil {
			taken++
		}
	}
	refused(taken, len(raw)-4, "a flipped bit in each byte of the .tlog-proof is refused")
}
