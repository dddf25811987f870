"""The search by Optuna, with successive halving. Start it as often as you like, on any machine that
reaches the storage: all take their trials from there."""
import optuna
from networks import accuracy, candidates

CELLS = candidates()


def objective(trial):
    number = trial.suggest_categorical("network", range(len(CELLS)))
    for epochs in [2, 4, 8]:
        found = accuracy(CELLS[number], epochs, f"optuna.work/{trial.number}")
        trial.report(found, epochs)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return found


study = optuna.create_study(
    study_name="digits", storage="sqlite:///digits.db", load_if_exists=True, direction="maximize",
    sampler=optuna.samplers.GridSampler({"network": range(len(CELLS))}, seed=0),
    pruner=optuna.pruners.SuccessiveHalvingPruner(min_resource=2, reduction_factor=2))
study.optimize(objective)
print(CELLS[study.best_params["network"]]["coefficients"], study.best_value)
