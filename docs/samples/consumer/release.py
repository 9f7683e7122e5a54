"""Takes a release, verifies its signature and hashes, and lets go of what was withdrawn. Python's standard library only.

    ACSR_URL=… ACSR_KEY=… python3 release.py FOLDER DATASET [--key-id ID]

FOLDER holds one folder for each version, a file with the items that must be trained on no more, and nothing half: a version is there as a whole
or not at all. Running it again changes nothing unless something was published or withdrawn. With --key-id only that key's signatures count; else
the first key that was seen is remembered and has to stay.
"""
import argparse
import base64
import hashlib
import json
import os
import shutil
import sys
import urllib.error
import urllib.request

# Ed25519, written from RFC 8032 section 5.1: slow, and enough for one signature a release.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    """Adds two points in extended coordinates."""
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def recover(y, sign):
    """The x of a point, or None where there is no such point."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def point(encoded):
    number = int.from_bytes(encoded, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = recover(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def verified(public, message, signature):
    """Whether a signature is that key's over the message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    y = 4 * pow(5, P - 2, P) % P
    x = recover(y, 0)
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(s, (x, y, 1, x * y % P)), add(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def ask(path, start=0):
    """An answer of the console: its body, from a byte on."""
    request = urllib.request.Request(os.environ["ACSR_URL"] + path)
    request.add_header("Authorization", "Bearer " + os.environ["ACSR_KEY"])
    if start:
        request.add_header("Range", f"bytes={start}-")
    return urllib.request.urlopen(request, timeout=60)


def fetch(path, target, length):
    """Writes a file, going on where an earlier run broke off."""
    start = os.path.getsize(target) if os.path.exists(target) else 0
    if start >= length:
        return
    with ask(path, start) as answer, open(target, "ab" if answer.status == 206 else "wb") as file:
        shutil.copyfileobj(answer, file, 1 << 16)


def check_signature(release, manifest, folder, wanted):
    """The envelope is signed by the key that is trusted, and what it says is about this manifest."""
    with ask(f"/api/v1/releases/{release['id']}/signature") as answer:
        envelope = json.load(answer)
    with ask("/.well-known/acsr-release-keys.json") as answer:
        keys = {key["keyId"]: base64.b64decode(key["publicKey"]) for key in json.load(answer)["keys"]}
    payload = base64.b64decode(envelope["payload"])
    kind = envelope["payloadType"].encode()
    signed = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    entry = envelope["signatures"][0]
    known = os.path.join(folder, "trusted-key.json")
    trusted = json.load(open(known, encoding="utf-8")) if os.path.exists(known) else None
    if wanted and entry["keyid"] != wanted or trusted and trusted["key_id"] != entry["keyid"]:
        raise SystemExit(f"signed by {entry['keyid']}, which is not the trusted key")
    public = base64.b64decode(trusted["public_key"]) if trusted else keys[entry["keyid"]]
    if hashlib.sha256(public).hexdigest()[:16] != entry["keyid"] or not verified(public, signed, base64.b64decode(entry["sig"])):
        raise SystemExit("the signature does not hold")
    statement = json.loads(payload)
    subject = statement["subject"][0]["digest"]["sha256"]
    if subject != hashlib.sha256(manifest).hexdigest() or (statement["predicate"]["dataset"], statement["predicate"]["version"]) != (release["name"], release["version"]):
        raise SystemExit("the signature is of another release")
    if not trusted:
        write(known, json.dumps({"key_id": entry["keyid"], "public_key": base64.b64encode(public).decode()}).encode())
    return len(statement["predicate"]["approvals"])


def write(path, content):
    with open(path + ".new", "wb") as file:
        file.write(content)
    os.replace(path + ".new", path)


def take(release, folder, wanted):
    """Brings one version, whole or not at all."""
    target = os.path.join(folder, release["version"])
    if os.path.exists(target):
        return False
    files = f"/api/v1/releases/{release['id']}/files/"
    with ask(files + "manifest.json") as answer:
        manifest = answer.read()
    approvals = check_signature(release, manifest, folder, wanted)
    partial = os.path.join(folder, f".{release['version']}.partial")
    os.makedirs(partial, exist_ok=True)
    for entry in json.loads(manifest)["files"]:
        path = os.path.join(partial, entry["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        fetch(files + entry["path"], path, entry["bytes"])
        with open(path, "rb") as file:
            if hashlib.sha256(file.read()).hexdigest() != entry["sha256"]:
                os.remove(path)
                raise SystemExit(f"{entry['path']}: the bytes are not what the manifest says; run it again")
    write(os.path.join(partial, "manifest.json"), manifest)
    os.rename(partial, target)
    print(f"took {release['name']} {release['version']}: {release['rows']} rows, {approvals} approvals, signature and hashes hold")
    return True


def let_go(release, folder):
    """Deletes a version that was withdrawn, and remembers what must be trained on no more."""
    known = os.path.join(folder, "tombstones.json")
    items = set(json.load(open(known, encoding="utf-8"))) if os.path.exists(known) else set()
    more = items | set(release["withdrawn"]["items"])
    if more != items:
        write(known, json.dumps(sorted(more)).encode())
    target = os.path.join(folder, release["version"])
    if os.path.exists(target):
        shutil.rmtree(target)
        print(f"let go of {release['name']} {release['version']}: {release['withdrawn']['because']}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder")
    arguments.add_argument("dataset")
    arguments.add_argument("--key-id")
    given = arguments.parse_args()
    os.makedirs(given.folder, exist_ok=True)
    with ask("/api/v1/releases") as answer:
        releases = [release for release in json.load(answer) if release["name"] == given.dataset]
    for release in releases:
        if release["withdrawn"]:
            let_go(release, given.folder)
    standing = [release for release in releases if not release["withdrawn"]]
    if not standing:
        raise SystemExit(f"there is no release of {given.dataset} to take")
    newest = max(standing, key=lambda release: [int(part) for part in release["version"].split(".")])
    if not take(newest, given.folder, given.key_id):
        print(f"holding {newest['name']} {newest['version']}, the newest")


if __name__ == "__main__":
    main()
