"""Keeps a local index equal to the knowledge base: reads the change feed and applies it. Python's standard library only.

    ACSR_URL=… ACSR_KEY=… python3 consumer.py INDEX.json [--from-start]

INDEX.json holds the cursor and the chunks. A line that is applied twice changes nothing, so a crash between two writes does no harm;
--from-start reads all lines again over what is there, and has to end with the same index.
"""
import hashlib
import json
import os
import sys
import urllib.request


def page(cursor):
    """The lines behind a cursor, the next cursor, and whether there is more."""
    request = urllib.request.Request(f"{os.environ['ACSR_URL']}/api/v1/kb/changes?cursor={cursor}&limit=500")
    request.add_header("Authorization", "Bearer " + os.environ["ACSR_KEY"])
    with urllib.request.urlopen(request, timeout=30) as answer:
        lines = [json.loads(line) for line in answer.read().decode("utf-8").splitlines() if line]
        return lines, int(answer.headers["Acsr-Cursor"]), answer.headers["Acsr-More"] == "true"


def apply(chunks, change):
    """One line: an upsert takes the place of whatever has the id, a tombstone drops it if it is there."""
    if change["op"] == "delete":
        chunks.pop(change["chunk_id"], None)
        return
    text = change["text"].replace("\r\n", "\n").strip()
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != change["content_hash"]:
        raise SystemExit(f"{change['chunk_id']}: the text is not what its hash says")
    # An index of vectors embeds anew only where embed_hash is another one than that of the chunk it holds.
    chunks[change["chunk_id"]] = {name: change[name] for name in ("doc_id", "version", "title_path", "text", "content_hash", "embed_hash", "clause_ids", "section", "tags", "locale", "stale_after")}


def main():
    path = sys.argv[1]
    index = {"cursor": 0, "chunks": {}}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            index = json.load(file)
    cursor, applied, more = (0 if "--from-start" in sys.argv else index["cursor"]), 0, True
    while more:
        lines, cursor, more = page(cursor)
        for change in lines:
            apply(index["chunks"], change)
        applied += len(lines)
        index["cursor"] = cursor
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(index, file, ensure_ascii=False, sort_keys=True, indent=1)
        os.replace(path + ".new", path)
    print(f"applied {applied}, holding {len(index['chunks'])} chunks at {cursor}")


if __name__ == "__main__":
    main()
