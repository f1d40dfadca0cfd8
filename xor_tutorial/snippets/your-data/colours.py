# colours.py
from pathlib import Path

import torch

generator = torch.Generator().manual_seed(70)
lines = ["red,green,blue,largest"]
for row in torch.rand(450, 3, generator=generator).tolist():
    r, g, b = row
    largest = "RGB"[row.index(max(row))]
    lines.append(f"{r},{g},{b},{largest}")
new = ["blue,name,red,green", "0.9,a,0.1,0.2", "0.3,b,0.4,0.8"]
Path("colours.csv").write_text("\n".join(lines))
Path("new.csv").write_text("\n".join(new))
