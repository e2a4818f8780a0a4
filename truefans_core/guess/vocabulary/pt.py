"""What columns are called in Portuguese, by idea."""

WORDS = {
    "alt": "secundario|outro|alternativo",
    "reference": "referencia",
    "person": (
        "paciente|inquilino|cartao cliente|cartao de cliente|cartao fidelidade|voluntario|voluntaria|hospede|patrocinador|patrocinadora|ordenante|contraparte|cliente|clientes|doador|doadora|comprador|compradora|socio|socia|usuario|utilizador|"
        "assinante|membro|apoiador|aluno|aluna|participante|pagador|contato|contacto|associado|"
        "titular|inscrito|remetente|apoiante|estudante"
    ),
    "persons": "visitantes|seguidores|alcance|impressoes|inscritos",
    "other": "destinatario|beneficiario|enviar para|conjuge|encarregado de educacao",
    "staff": (
        "vendedor|responsavel|professor|criado por|organizador|produtor|afiliado vendedor|gestor|"
        "loja|funcionario"
    ),
    "main": "do|da|de|dos|das|o|a|os|as|e|no|na|seu|sua|principal",
    "sale": (
        "pedido|pagamento|compra|doacao|venda|transacao|encomenda|cobranca|operacao|reserva|recibo|"
        "bilhete|ingresso|contribuicao|donativo|apoio"
    ),
    "sales": "pedidos|compras|doacoes|pagamentos|vendas|encomendas|donativos|contribuicoes",
    "invoice": "emissao|emitida|fatura|faturas|nota fiscal|factura",
    "product": (
        "produto|artigo|projeto|evento|campanha|descricao|servico|curso|recompensa|finalidade|oficina|item"
    ),
    "line": "linha",
    "plan": "plano|nivel|assinatura|tipo de socio|modalidade|categoria de socio",
    "email": (
        "e mail|email|correio eletronico|endereco de email|endereco de e mail|correio electronico|"
        "endereco email"
    ),
    "phone": "telefone|telemovel|celular|tel|whatsapp|contacto telefonico|fone",
    "id": "identificador|id",
    "code": "cod|codigo",
    "number": "codigo|numero de|no de|n de|numero do|no do|numero da|numero|no|n|num|nr",
    "count": "numero de|no de|quantidade de|n de|qtd de|total de",
    "name": "nome",
    "first name": "nome|primeiro nome|nome proprio",
    "last name": "sobrenome|apelido|ultimo nome",
    "full name": (
        "nome completo|nome do cliente|nome cliente|nome do comprador|nome do doador|nome do socio|"
        "nome e apelido|nome do aluno|nome do titular|nome e sobrenome"
    ),
    "first": "primeira|primeiro",
    "last": "ultima|ultimo",
    "middle": "tratamento|alcunha",
    "company": "empresa|organizacao|razao social|entidade|instituicao",
    "handle": "nome de usuario|nome de utilizador",
    "url": "site|link|foto",
    "address": "endereco|morada",
    "second": "complemento|endereco 2|bairro|andar",
    "street": "rua|logradouro",
    "city": "cidade|localidade|municipio|concelho",
    "region": "estado|uf|distrito|provincia|regiao",
    "postal": "cep|codigo postal|cod postal",
    "country": "pais",
    "ship": "frete|envio|portes|entrega|custo de envio",
    "date": "data|dia|data e hora|carimbo de data hora|data hora",
    "time": "hora|horario",
    "zone": "fuso horario",
    "month": "mes|ano|trimestre",
    "join": (
        "inscricao|cadastro|registo|registro|adesao|membro desde|cliente desde|socio desde|desde|"
        "inscrito|admissao|matricula"
    ),
    "create": "criado|criacao|criada|adicionado",
    "start": "inicio",
    "end": "fim|termino",
    "cancel": "cancelamento|cancelado|rescisao|saida",
    "unsub": "descadastrado|descadastro|cancelou inscricao|cancelou a subscricao",
    "expire": "expira|validade|valido ate|fim da assinatura",
    "next": "proximo|proxima|renovacao",
    "activity": "atividade|visita|acesso|ativo",
    "modified": "modificado|atualizado|alteracao|atualizacao",
    "scheduled": "enviado|entregue|liberacao|repasse|prevista",
    "amount": (
        "valor|montante|importancia|quantia|soma|gasto|doado|faturamento|faturacao|receita|"
        "preco pago|quanto|valor da compra"
    ),
    "total": "total|totais",
    "paid": "pago|paga|recebido|quitado",
    "gross": "antes de taxas|antes da comissao|antes de comissoes|bruto|com iva|iva incluido|com impostos",
    "net amount": "liquido|valor liquido|sem iva",
    "extax": "subtotal|base de calculo|base tributavel",
    "price": "preco|mensalidade|quota|quota mensal|anuidade|quota anual|cota",
    "unit": "unitario|por unidade",
    "fee": "taxa|taxas|comissao|comissoes|tarifa|tarifas",
    "tax": "imposto|impostos|iva|icms",
    "discount": "desconto|descontos",
    "tip": "gorjeta",
    "refund": "reembolso|reembolsado|valor reembolsado|estorno|devolucao|estornado",
    "lifetime": (
        "total gasto|gasto total|total doado|total de compras|valor acumulado|acumulado|"
        "total pago acumulado|total das doacoes|total comprado"
    ),
    "balance": "saldo|em aberto|valor em aberto|saldo devedor",
    "due": "vencimento|data de vencimento|data limite",
    "currency": "moeda|divisa",
    "average": "media|medio|ticket medio",
    "percent": "percentagem|porcentagem|progresso",
    "extreme": "maior|menor|maximo|minimo|anterior|meta|dedutivel",
    "status": "estado|situacao|status|estado do pagamento|situacao do pagamento|status do pagamento",
    "type": "tipo|categoria",
    "method": "metodo de pagamento|forma de pagamento|meio de pagamento|tipo de pagamento|metodo pagamento",
    "interval": "semanal|anual|trimestral|frequencia|periodicidade|periodo|recorrencia",
    "recurring": "recorrente|mensal|debito direto",
    "quantity": "quantidade|unidades|qtd|qtde|numero de bilhetes|ingressos|bilhetes|quant",
    "coupon": "cupom|cupao|codigo promocional|codigo de desconto",
    "tags": "etiquetas|grupo|grupos|listas",
    "source": "origem|canal|fonte|como nos conheceu|como conheceu|como nos encontrou|como soube de nos",
    "referral": "indicado por|recomendado por|convidado por|indicacao",
    "consent": (
        "consentimento|aceita marketing|newsletter|aceita receber emails|aceita receber|"
        "aceita comunicacoes|aceita emails|rgpd|lgpd"
    ),
    "against": "nao contactar|nao enviar",
    "anonymous": "anonimo|anonima|doacao anonima",
    "message": "mensagem|comentario|comentarios|recado",
    "note": "notas|observacoes|nota|obs|alergias",
    "rating": "avaliacao|estrelas",
    "hours": "horas|horas de voluntariado|horas voluntarias",
    "nps": "recomendaria|recomendacao|voce nos recomendaria|qual a probabilidade de nos recomendar",
    "views": "visualizacoes",
    "shares": "partilhas|compartilhamentos",
    "opens": "aberturas",
    "clicks": "cliques",
    "open": "ultima abertura",
    "click": "ultimo clique",
    "sent": "emails recebidos|enviados",
    "gifted": "presentes",
    "reason": "motivo|duracao|idade|sexo|genero|idioma|profissao|cargo|tamanho",
    "secret": (
        "cpf|cnpj|cpf cnpj|nif|contribuinte|nif contribuinte|numero de contribuinte|"
        "data de nascimento|data nascimento|nascimento|numero do cartao|cartao|conta bancaria|iban|"
        "endereco ip|passaporte|bilhete de identidade|cartao de cidadao|rg|senha"
    ),
    "symbol": "taxa de cambio|cambio",
    "undone": "falhou|teste|recusado",
}
