"""What another search engine needs of costcalc: the candidates, and a training of one of them."""
import json
import os
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
SPEC = os.path.join(FOLDER, "net.json")
GRID = "--alpha 1:2:0.1 --beta 1:1.5:0.1 --gamma 1:1.5:0.125 --tolerance 4%".split()


def costcalc(*words):
    line = ["costcalc", *words, "--format", "json"]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout


def candidates():
    """A dictionary for each network: its rank, coefficients, parameters and costs."""
    return json.loads(costcalc("grid-search", SPEC, *GRID))["cells"]


def accuracy(cell, epochs, folder, seed=1):
    """Trains so many epochs, from the checkpoint in the folder if there is one."""
    os.makedirs(folder, exist_ok=True)
    network = os.path.join(folder, "network.json")
    values = [f"--{name}={value}" for name, value in cell["parameters"].items()]
    with open(network, "w") as file:
        file.write(costcalc("count", SPEC, *values))
    given = {"NETWORK": network, "WORKDIR": folder, "SEED": str(seed)}
    environment = {f"COSTCALC_{name}": value for name, value in given.items()}
    line = [sys.executable, os.path.join(FOLDER, "train.py")]
    run = subprocess.run(line, check=True, capture_output=True, text=True,
                         env={**os.environ, **environment, "EPOCHS": str(epochs)})
    return json.loads(run.stdout.splitlines()[-1])["accuracy"]
