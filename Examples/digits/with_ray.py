"""The search by Ray Tune, with asynchronous successive halving."""
import os

from networks import FOLDER, accuracy, candidates
from ray import init, tune

CELLS = candidates()


def train(config):
    for epochs in [2, 4, 8]:
        found = accuracy(CELLS[config["network"]], epochs, "work")
        tune.report({"accuracy": found, "epochs": epochs})


# Ray takes the priority of its workers down by 15: beside other work they get next to nothing.
os.environ.setdefault("RAY_worker_niceness", "0")
init(runtime_env={"env_vars": {"PYTHONPATH": FOLDER}})
halving = tune.schedulers.ASHAScheduler(
    time_attr="epochs", grace_period=2, reduction_factor=2, max_t=8)
tuner = tune.Tuner(
    tune.with_resources(train, {"cpu": 1}),
    param_space={"network": tune.grid_search(list(range(len(CELLS))))},
    tune_config=tune.TuneConfig(metric="accuracy", mode="max", scheduler=halving))
best = tuner.fit().get_best_result()
print(CELLS[best.config["network"]]["coefficients"], best.metrics["accuracy"])
