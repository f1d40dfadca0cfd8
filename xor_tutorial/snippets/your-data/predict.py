# predict.py
import torch
from network import network

from xor_tutorial import read_table

saved = torch.load("model.pt", map_location="cpu", weights_only=True)
model = network(len(saved["columns"]), len(saved["classes"]))
model.load_state_dict(saved["weights"])
table = read_table("new.csv", columns=saved["columns"])
model.eval()
with torch.inference_mode():
    predicted = model(table.features).argmax(dim=1)
for line, k in zip(table.lines, predicted.tolist()):
    print(f"line {line}:", saved["classes"][k])
