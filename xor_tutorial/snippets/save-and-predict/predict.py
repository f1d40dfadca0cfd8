# predict.py
import torch

from xor_tutorial import XOR

model = XOR()
weights = torch.load("xor.pt", map_location="cpu", weights_only=True)
model.load_state_dict(weights)
print(model.predict(torch.tensor([[0.0, 1.0]])).argmax(dim=1))
