# train.py
import sys

import torch
from network import network
from torch.utils.data import DataLoader, TensorDataset, random_split

from xor_tutorial import evaluate, fit, read_table

table = read_table("colours.csv", "largest")
data = TensorDataset(table.features, table.targets)
generator = torch.Generator().manual_seed(70)
training, validation, test = random_split(data, [0.6, 0.2, 0.2], generator)
loader = DataLoader(training, 20, shuffle=True, generator=generator)

torch.manual_seed(70)
model = network(len(table.columns), len(table.classes))
inputs, targets = training[:]
model[0].measure(inputs)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
fit(model, loader, [validation[:]], optimizer, epochs=30)

parts = {"training": training, "validation": validation}
if "test" in sys.argv:  # python train.py test: once, at the end
    parts["test"] = test
for name, part in parts.items():
    scores = evaluate(model, [part[:]])
    print(f"{name}: loss {scores.loss:.2f}, accuracy {scores.accuracy:.2f}")
share = table.targets.bincount().max() / len(table.targets)
print(f"always the commonest class: accuracy {share:.2f}")

saved = {
    "weights": model.state_dict(),
    "columns": table.columns,
    "classes": table.classes,
}
torch.save(saved, "model.pt")
