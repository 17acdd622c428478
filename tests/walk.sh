#!/bin/sh
# Walk through the main job in a real terminal, and print what stands on the screen at each stop.
#
#     sh tests/walk.sh [CORPUS] [COLUMNSxROWS] [THEME]
#
# Needs tmux. Works on a copy: nothing is written to CORPUS.
set -eu
corpus=${1:-seeds} size=${2:-80x24} theme=${3:-textual-dark}
root=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
session=reader-walk-$$
trap 'tmux kill-session -t "$session" 2>/dev/null || true; rm -rf "$place"' EXIT

cp -R "$corpus" "$place/corpus"
chmod -R u+w "$place/corpus"
echo "theme = \"$theme\"" >"$place/settings.toml"
tmux new-session -d -s "$session" -x "${size%x*}" -y "${size#*x}" \
    "READER_SETTINGS=$place/settings.toml XDG_CACHE_HOME=$place sh $root/.ci/env reader $place/corpus"

show() {
    printf '\n=== %s\n' "$1"
    tmux capture-pane -p -t "$session"
}
wait_for() {
    tries=0
    until tmux capture-pane -p -t "$session" | grep -q "$1"; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || { show "waited for $1 in vain"; exit 1; }
        sleep 0.1
    done
}
keys() { tmux send-keys -t "$session" "$@"; }

wait_for documents && show "the list"
keys Enter && wait_for person && show "the first article"
keys '}' '}' s 1 && wait_for 'claim: saved' && show "a sentence tagged as claim"
keys b b b v b b t n && wait_for 'number: saved' && show "a passage within it tagged as number"
keys r && wait_for Raw && show "the raw source"
keys r L && wait_for 'Link as' && show "the likeliest duplicates"
keys a && wait_for 'Linked as' && show "one accepted"
keys q u u u && wait_for Undone && show "all taken back"
keys '?' && wait_for Tagging && show "the keys"
keys Escape q q
