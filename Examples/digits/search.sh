#!/bin/sh
# The candidates of one step, alpha * beta^2 * gamma^2 near 2, each trained. Further options may follow.
exec costcalc grid-search net.json --alpha 1:2:0.1 --beta 1:1.5:0.1 --gamma 1:1.5:0.125 --tolerance 4% \
  --evaluate 'python3 train.py' "$@"
